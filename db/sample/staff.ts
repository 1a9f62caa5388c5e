import { cast } from './cast.ts';
import { chanceOf } from './chance.ts';
import type { ClassPlan } from './classes.ts';
import type { LoadLine, Post } from './load.ts';
import { familyNames, feminine, men, patronymic, women } from './names.ts';
import type { Names, Register } from './register.ts';

/** Hires somebody for every post; gives who holds it. */
export function hire(posts: readonly Post[], register: Register): Map<Post, number> {
  const chance = chanceOf('staff');
  const surnames = chance.shuffled(familyNames);
  const holders = new Map<Post, number>();
  for (const [index, post] of posts.entries()) {
    const stranger = () => register.add(someone(post, surnames[index % surnames.length]!, chance));
    holders.set(post, post.login ? register.addCast(post.login) : stranger());
  }
  return holders;
}

/** The class teacher of every class: of a primary class its own, else one who teaches it most and has no class yet. */
export function classTeachers(classes: readonly ClassPlan[], lines: readonly LoadLine[]): Map<ClassPlan, Post> {
  const chosen = new Map<ClassPlan, Post>();
  const fixed = ['5Б ivanova', '9А orlova'].map(pair => pair.split(' '));
  for (const [name, login] of fixed) {
    const line = lines.find(one => one.schoolClass.name === name && one.post.login === login);
    if (line) chosen.set(line.schoolClass, line.post);
  }
  for (const schoolClass of classes) {
    if (chosen.has(schoolClass)) continue;
    const taken = new Set(chosen.values());
    const own = lines.filter(line => line.schoolClass === schoolClass && !line.post.role && !taken.has(line.post));
    const hours = (post: Post) => own.filter(line => line.post === post).reduce((sum, line) => sum + line.hours, 0);
    const posts = [...new Set(own.map(line => line.post))];
    if (posts.length > 0)
      chosen.set(
        schoolClass,
        posts.reduce((most, post) => (hours(post) > hours(most) ? post : most)),
      );
  }
  return chosen;
}

function someone(post: Post, familyName: string, chance: ReturnType<typeof chanceOf>): Names {
  const sex = chance.happens(post.shareOfWomen) ? 'female' : 'male';
  const castNames = new Set(cast.map(member => member.givenName));
  const given = (sex === 'female' ? women : men).filter(name => !castNames.has(name));
  return {
    familyName: sex === 'female' ? feminine(familyName) : familyName,
    givenName: chance.one(given),
    patronymic: patronymic(chance.one(men), sex),
    sex,
  };
}
