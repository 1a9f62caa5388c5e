import { may } from '#school/permissions.ts';
import { activityReport } from './activity-report.ts';
import { classAttendance } from './class-attendance.ts';
import { classQuality } from './class-quality.ts';
import { classResults } from './class-results.ts';
import { classSizes } from './class-sizes.ts';
import { classTeacherReport } from './class-teacher-report.ts';
import { consolidatedAttendance } from './consolidated-attendance.ts';
import { consolidatedProgress } from './consolidated-progress.ts';
import { filling } from './filling.ts';
import { journalPage } from './journal-page.ts';
import { lessonPlan } from './lesson-plan.ts';
import { missingInClass, missingInSchool, missingOfOne } from './missing-entries.ts';
import { parentNotice } from './parent-notice.ts';
import { preliminaryResults } from './preliminary-results.ts';
import { ofClass, ofCourse, ofSchool, ofTeacher, type Report } from './report.ts';
import { schoolAttendance } from './school-attendance.ts';
import { schoolProgress } from './school-progress.ts';
import { schoolQuality } from './school-quality.ts';
import { studentMovement } from './student-movement.ts';
import { studentReport } from './student-report.ts';
import { studentTotals } from './student-totals.ts';
import { subjectResults } from './subject-results.ts';
import { substitutionsReport } from './substitutions.ts';
import { teacherResults } from './teacher-results.ts';

/** Every report of the program, one line each, in the order of the list; docs/adding-a-report.md. */
export const reports: readonly Report[] = [
  ofTeacher('teacher-results', { asks: ['term'], terms: ['period', 'year', 'final'], query: teacherResults }),
  ofCourse('subject-results', { asks: ['term'], terms: ['period'], query: subjectResults }),
  ofCourse('journal-page', { asks: ['term'], query: journalPage }),
  ofCourse('lesson-plan', { asks: [], query: lessonPlan }),
  ofClass('class-attendance', { asks: ['span'], query: classAttendance }),
  ofClass('preliminary-results', { asks: ['term'], terms: ['period'], passing: true, query: preliminaryResults }),
  ofClass('parent-notice', { asks: ['term'], terms: ['period'], passing: true, query: parentNotice }),
  ofClass('class-results', { asks: ['term'], terms: ['period', 'year', 'final'], query: classResults }),
  ofClass('class-teacher-report', { asks: ['term'], query: classTeacherReport }),
  ofClass('student-report', { asks: [], query: studentReport }),
  ofClass('consolidated-progress', { asks: [], query: consolidatedProgress }),
  ofClass('class-quality', { asks: [], query: classQuality }),
  ofClass('consolidated-attendance', { asks: [], query: consolidatedAttendance }),
  ofSchool('class-sizes', { asks: ['day'], query: classSizes, may: by => may(by, 'readClassSizes') }),
  ofSchool('substitutions', { asks: ['span'], query: substitutionsReport, may: by => may(by, 'readSubstitutions') }),
  ofSchool('student-movement', { asks: ['span'], query: studentMovement, may: by => may(by, 'readMovementOfSchool') }),
  ofSchool('filling', { asks: ['span'], query: filling }),
  ofSchool('missing-entries', { asks: [], passing: true, query: missingInSchool }),
  ofClass('missing-entries-of-class', { asks: [], passing: true, query: missingInClass }),
  ofTeacher('missing-entries-of-teacher', { asks: [], passing: true, query: missingOfOne }),
  ofSchool('activity', { asks: ['span'], query: activityReport, may: by => may(by, 'readActivity') }),
  ofSchool('student-totals', { asks: ['term'], terms: ['period', 'year', 'final'], query: studentTotals }),
  ofSchool('school-progress', { asks: ['term'], terms: ['period', 'year', 'final'], query: schoolProgress }),
  ofSchool('school-quality', { asks: [], query: schoolQuality }),
  ofSchool('school-attendance', { asks: ['term'], query: schoolAttendance }),
];
