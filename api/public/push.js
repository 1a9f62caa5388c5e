// «Уведомления браузера» on the page «Мессенджеры»: subscribes this browser and tells the school, or ends it. Words stand in the
// template; what the browser can do decides which of its parts is shown.

const card = document.querySelector('[data-push]');
const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

if (card && able) void show();

card?.querySelector('[data-push-start]')?.addEventListener('click', () => trying(start));
card?.querySelector('[data-push-stop]')?.addEventListener('click', () => trying(stop));

async function show() {
  const found = await (await worker()).pushManager.getSubscription();
  // One that the school let go of, or that was another person's, counts as none.
  const subscription = found && JSON.parse(card.dataset.mine).includes(found.endpoint) ? found : null;
  const denied = Notification.permission === 'denied';
  part('unable', false);
  part('denied', denied);
  part('on', !denied && subscription !== null);
  part('off', !denied && subscription === null);
}

async function start() {
  const permission = await Notification.requestPermission();
  part('unasked', permission === 'default');
  if (permission !== 'granted') return;
  const { pushManager } = await worker();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: card.dataset.push });
  const { endpoint, keys } = subscription.toJSON();
  // Subscribed but unknown to the school would be silence taken for news.
  await tell('POST', { endpoint, keys, agreed: true }).catch(async error => {
    await subscription.unsubscribe();
    throw error;
  });
  location.reload();
}

async function stop() {
  const subscription = await (await worker()).pushManager.getSubscription();
  if (!subscription) return;
  await tell('DELETE', { endpoint: subscription.endpoint });
  await subscription.unsubscribe();
  location.reload();
}

async function worker() {
  await navigator.serviceWorker.register('/service-worker.js', { scope: '/' });
  return navigator.serviceWorker.ready;
}

async function tell(method, body) {
  const answer = await fetch('/api/push', {
    method,
    headers: {
      'content-type': 'application/json',
      'x-csrf-token': document.querySelector('meta[name="csrf-token"]').content,
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`push: ${answer.status}`);
}

async function trying(work) {
  part('failed', false);
  part('unasked', false);
  try {
    await work();
    await show();
  } catch {
    part('failed', true);
  }
}

function part(name, shown) {
  const found = card.querySelector(`[data-push-${name}]`);
  if (found) found.hidden = !shown;
}
