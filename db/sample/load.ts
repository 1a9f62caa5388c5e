import type { ClassPlan } from './classes.ts';
import { leaders, primarySubjects, type Speciality, specialities } from './specialities.ts';
import { hoursIn, type SubjectPlan, subjects } from './subjects.ts';

/** A place in the staff room: whoever fills it, this is what they do. */
export interface Post {
  /** Of the cast's member who holds the post in every sample school. */
  login?: string;
  role?: (typeof leaders)[number]['role'];
  speciality: string;
  shareOfWomen: number;
  room: string;
  hours: number;
}

/** One line of the teaching load: a class, or one of its subgroups, learns a subject from the holder of a post. */
export interface LoadLine {
  schoolClass: ClassPlan;
  subject: SubjectPlan;
  subgroup: 1 | 2 | null;
  hours: number;
  post: Post;
}

type OpenLine = Omit<LoadLine, 'post'>;
// A small school has few teachers, so each of them has more hours.
const fullLoad = (classes: number) => (classes > 14 ? 20 : 24);

/** Divides the curriculum of the classes among as many teachers as it takes; the leaders and the cast get theirs first. */
export function divideLoad(classes: readonly ClassPlan[]): { posts: Post[]; lines: LoadLine[] } {
  const open = classes.flatMap(openLines);
  const lines: LoadLine[] = [];
  const give = (given: readonly OpenLine[], post: Post) => {
    for (const line of given) {
      open.splice(open.indexOf(line), 1);
      lines.push({ ...line, post });
      post.hours += line.hours;
    }
  };
  const leading = leaders.map(leader => leaderPost(leader));
  for (const [index, leader] of leaders.entries()) giveLeader(open, leader, leading[index]!, give);
  const primary = classes.filter(one => one.grade <= 4).map((one, index) => primaryPost(open, one, index, give));
  const special = specialities.flatMap(speciality =>
    divideAmong(speciality, open, { lines, give, most: fullLoad(classes.length) }),
  );
  if (open.length > 0) throw new Error(`nobody teaches ${open[0]!.subject.name} in ${open[0]!.schoolClass.name}`);
  return { posts: [...leading, ...primary, ...special], lines: inOrder(lines, classes) };
}

function openLines(schoolClass: ClassPlan): OpenLine[] {
  return subjects.flatMap(subject => {
    const hours = hoursIn(subject, schoolClass.grade);
    if (hours === 0) return [];
    const split = subject.subgroupsFrom !== undefined && schoolClass.grade >= subject.subgroupsFrom;
    return (split ? ([1, 2] as const) : [null]).map(subgroup => ({ schoolClass, subject, subgroup, hours }));
  });
}

function leaderPost(leader: (typeof leaders)[number]): Post {
  const { login, role, room } = leader;
  return { login, role, speciality: leader.subject, shareOfWomen: 0.5, room, hours: 0 };
}

type Give = (given: readonly OpenLine[], post: Post) => void;

function giveLeader(open: readonly OpenLine[], leader: (typeof leaders)[number], post: Post, give: Give): void {
  const wanted = open.filter(
    line =>
      line.subject.name === leader.subject && line.schoolClass.grade >= leader.fromGrade && (line.subgroup ?? 1) === 1,
  );
  for (const line of wanted) if (post.hours + line.hours <= leader.most) give([line], post);
}

function primaryPost(open: readonly OpenLine[], schoolClass: ClassPlan, index: number, give: Give): Post {
  const login = schoolClass.name === '1А' ? 'fedorova' : undefined;
  const post: Post = { login, speciality: 'начальные классы', shareOfWomen: 0.97, room: String(101 + index), hours: 0 };
  give(
    open.filter(line => line.schoolClass === schoolClass && primarySubjects.includes(line.subject.name)),
    post,
  );
  return post;
}

function divideAmong(
  speciality: Speciality,
  open: readonly OpenLine[],
  options: { lines: readonly LoadLine[]; give: Give; most: number },
): Post[] {
  const blocks = blocksOf(speciality, open);
  const posts = openPosts(speciality, blocks, options.most);
  for (const block of blocks) options.give(block, choose(block, posts, { speciality, lines: options.lines }));
  return posts;
}

function openPosts(speciality: Speciality, blocks: readonly OpenLine[][], most: number): Post[] {
  const { name, shareOfWomen, rooms, fixed = [] } = speciality;
  const hours = blocks.reduce((total, block) => total + hoursOf(block), 0);
  const twins = blocks.some(([line]) => line!.subgroup !== null && speciality.subgroup === undefined) ? 2 : 1;
  return Array.from({ length: Math.max(Math.ceil(hours / most), twins) }, (_, index) => ({
    login: fixed[index]?.login,
    speciality: name,
    shareOfWomen,
    room: rooms[index]!,
    hours: 0,
  }));
}

// The one it belongs to in any school, or who has the fewest hours.
function choose(
  block: readonly OpenLine[],
  posts: readonly Post[],
  options: { speciality: Speciality; lines: readonly LoadLine[] },
): Post {
  const { speciality, lines } = options;
  const { fixed = [] } = speciality;
  const [first] = block as [OpenLine];
  const theirs = fixed.findIndex(one => one.classes.includes(first.schoolClass.name) && isFirst(block, speciality));
  if (theirs >= 0) return posts[theirs]!;
  const refusing = new Set(fixed.filter(one => one.never === first.subject.name).map(one => one.login));
  const able = posts.filter(post => !teachesTwin(post, first, lines) && !(post.login && refusing.has(post.login)));
  return able.reduce((least, post) => (post.hours < least.hours ? post : least));
}

// The fixed blocks come first, then the largest: so that the small ones level the loads.
function blocksOf(speciality: Speciality, open: readonly OpenLine[]): OpenLine[][] {
  const blocks = new Map<string, OpenLine[]>();
  for (const line of open) {
    const bundle = speciality.bundles.findIndex(names => names.includes(line.subject.name));
    if (bundle < 0 || (line.subgroup && speciality.subgroup && line.subgroup !== speciality.subgroup)) continue;
    const key = `${line.schoolClass.name} ${bundle} ${line.subgroup}`;
    blocks.set(key, [...(blocks.get(key) ?? []), line]);
  }
  const fixedClasses = new Set(speciality.fixed?.flatMap(one => one.classes));
  const rank = (block: OpenLine[]) =>
    fixedClasses.has(block[0]!.schoolClass.name) && isFirst(block, speciality) ? 1000 : hoursOf(block);
  return [...blocks.values()].sort((a, b) => rank(b) - rank(a));
}

function isFirst(block: readonly OpenLine[], speciality: Speciality): boolean {
  return speciality.bundles[0]!.includes(block[0]!.subject.name);
}

// Two subgroups have their lesson at one time: they need two teachers.
function teachesTwin(post: Post, line: OpenLine, lines: readonly LoadLine[]): boolean {
  return (
    line.subgroup !== null &&
    lines.some(other => other.post === post && other.schoolClass === line.schoolClass && other.subject === line.subject)
  );
}

function hoursOf(block: readonly OpenLine[]): number {
  return block.reduce((total, line) => total + line.hours, 0);
}

function inOrder(lines: LoadLine[], classes: readonly ClassPlan[]): LoadLine[] {
  const place = (line: LoadLine) =>
    classes.indexOf(line.schoolClass) * 1000 + subjects.indexOf(line.subject) * 10 + (line.subgroup ?? 0);
  return lines.sort((a, b) => place(a) - place(b));
}
