// What stands beside the grid: the cell one is on, what was said of it, the two sides of a conflict, the kind of work, buttons.

/** Opens the panel of the grid; `deeds` are what its buttons do. */
export function openPanel(box, deeds) {
  const part = name => box.querySelector(`[data-${name}]`);
  const about = part('about');
  const says = part('says');
  const choices = part('choices');
  const kind = part('kind');
  const kindLabel = part('kind-label');
  const link = part('lesson-link');
  const history = part('history-link');
  const kinds = JSON.parse(box.dataset.kinds);

  // The grid keeps the focus, and with it the place.
  for (const button of box.querySelectorAll('button')) button.addEventListener('mousedown', stay);
  for (const tools of box.querySelectorAll('[data-tools]')) tools.addEventListener('click', perform);

  function perform({ target }) {
    const button = target.closest('button');
    if (!button) return;
    const { type, erase, undo, redo } = button.dataset;
    if (type) [...type].forEach(deeds.press);
    else if (erase !== undefined) deeds.erase();
    else if (undo !== undefined) deeds.undo();
    else if (redo !== undefined) deeds.redo();
  }

  choices.addEventListener('click', event => {
    const side = event.target.closest('button')?.dataset.side;
    if (side) deeds.choose(side);
  });
  kind?.addEventListener('change', () => deeds.chooseKind(Number(kind.value)));

  function show(facts) {
    const { column } = facts;
    const kindName = kinds.find(({ id }) => id === facts.kindId)?.name;
    about.textContent = [facts.name, facts.about, kindName, facts.comment].filter(Boolean).join(' · ');
    says.textContent =
      facts.held?.sentence ?? (facts.held ? box.dataset.conflict : (facts.contest?.says ?? facts.says));
    showChoices(facts);
    if (kindLabel) {
      kindLabel.hidden = !column.lessonId || Boolean(column.why);
      kind.value = String(column.kind);
    }
    link.hidden = !column.lessonId;
    history.hidden = !column.lessonId && !column.chosenId;
    if (column.chosenId) history.href = `/journal/${box.dataset.course}/finals/history?student=${facts.studentId}`;
    if (!column.lessonId) return;
    link.href = `/lessons/${column.lessonId}`;
    history.href = `/lessons/${column.lessonId}/history?student=${facts.studentId}`;
  }

  /** Of one's own entry and another's, or of two that wait for the owner of the lesson. */
  function showChoices({ held, contest }) {
    const isOwn = held?.state === 'conflict';
    choices.hidden = !isOwn && !(contest?.decides && !held);
    choices.replaceChildren();
    if (choices.hidden) return;
    const { mine, theirs, empty } = box.dataset;
    if (isOwn) {
      const by = held.theirs.by ?? '';
      choices.append(
        choice('mine', mine.replace('{text}', held.typed || empty)),
        choice('theirs', theirs.replace('{text}', held.theirs.text || empty).replace('{by}', by)),
      );
    } else choices.append(choice('standing', contest.standingLabel), choice('entry', contest.lateLabel));
  }

  return {
    show,
    say: text => {
      says.textContent = text;
      return true;
    },
    showSteps: (done, undone) => {
      part('undo').disabled = done.length === 0;
      part('redo').disabled = undone.length === 0;
    },
    focusTools: () => {
      const [tool] = [kind, link].filter(one => one?.offsetParent);
      tool?.focus();
      return Boolean(tool);
    },
    openLesson: () => {
      if (!link.hidden) link.click();
    },
    focusChoice: () => {
      const button = choices.querySelector('button');
      button?.focus();
      return Boolean(button);
    },
  };
}

function choice(side, text) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = side === 'mine' || side === 'standing' ? 'button small primary' : 'button small';
  button.dataset.side = side;
  button.textContent = text;
  return button;
}

function stay(event) {
  event.preventDefault();
}
