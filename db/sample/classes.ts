/** A class to be: its place in the school and how many students sit in it on 1 September. */
export interface ClassPlan {
  id: number;
  grade: number;
  letter: string;
  name: string;
  size: number;
}

const letters = ['А', 'Б', 'В', 'Г', 'Д', 'Е', 'Ж', 'И', 'К', 'Л'];
/** The village school: fourteen classes, two in grades 1, 5 and 8. */
const villageShape = [2, 1, 1, 1, 2, 1, 1, 2, 1, 1, 1];
const fullClass = 25;

/** The classes for so many students, from 100 to 2500: fourteen up to 350, then about 25 in a class. Refuses other numbers. */
export function classesFor(students: number): ClassPlan[] {
  if (!isSize(students)) throw new RangeError(`the sample school holds from 100 to 2500 students, not ${students}`);
  const shape = students <= 350 ? villageShape : cityShape(Math.round(students / fullClass));
  const plans = shape.flatMap((count, index) =>
    letters
      .slice(0, count)
      .map(letter => ({ id: 0, grade: index + 1, letter, name: `${index + 1}${letter}`, size: 0 })),
  );
  const seats = seatsOf(plans, students);
  return plans.map((plan, index) => ({ ...plan, id: index + 1, size: seats[index]! }));
}

/** Whether a sample school can have so many students. */
export function isSize(students: number): boolean {
  return Number.isInteger(students) && students >= 100 && students <= 2500;
}

// Grades 10 and 11 have six classes where the others have ten: many go on to a college after grade 9.
function cityShape(classes: number): number[] {
  const weights = villageShape.map((_, index): number => (index < 9 ? 1 : 0.6));
  const total = weights.reduce((sum, weight) => sum + weight);
  const shape = weights.map((weight, index) => Math.max(index === 4 ? 2 : 1, Math.floor((classes * weight) / total)));
  for (let grade = 0; sum(shape) < classes; grade = (grade + 1) % 9) shape[grade]!++;
  return shape;
}

// No two classes alike: a few seats more here, a few less there, the sum exact.
function seatsOf(plans: { grade: number }[], students: number): number[] {
  const weights = plans.map(
    (plan, index) => (plan.grade > 9 ? 0.78 : 1) + [0.06, -0.05, 0.1, 0, -0.08, 0.04][index % 6]!,
  );
  const share = students / sum(weights);
  const seats = weights.map(weight => Math.floor(weight * share));
  for (let index = 0; sum(seats) < students; index = (index + 1) % seats.length) seats[index]!++;
  return seats;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
