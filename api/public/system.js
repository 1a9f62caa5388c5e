// The page «Система» while an archive is being made: looks every second how far it is, and shows the page anew at its end.

const shown = document.querySelector('[data-archive-work]');
const bar = () => shown.querySelector('progress');

async function look() {
  const answer = await fetch('/api/system').catch(() => undefined);
  const system = answer?.ok ? await answer.json() : undefined;
  if (system && (!system.working || Boolean(system.working.of) !== Boolean(bar()))) return location.reload();
  if (system && bar()) advance(system.working);
  setTimeout(look, 1000);
}

function advance({ done, of }) {
  bar().value = done;
  bar().max = of;
  const words = shown.querySelector('.progress-label b');
  words.textContent = words.textContent.replace(/\d+(\D+)\d+/, `${done}$1${of}`);
}

if (shown) setTimeout(look, 1000);
