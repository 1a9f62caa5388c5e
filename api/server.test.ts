import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { openTestSchool } from '#test/house.ts';

test('the browser’s door closes though somebody has sent only half of a form', async () => {
  const school = await openTestSchool();
  const server = await school.server();
  const { hostname, port } = new URL(await server.listen({ port: 0, host: '127.0.0.1' }));
  const socket = connect(Number(port), hostname);
  const arrived = once(server.server, 'request');
  socket.write('POST /sign-in HTTP/1.1\r\nHost: school\r\nContent-Type: application/x-www-form-urlencoded\r\n');
  socket.write('Content-Length: 100\r\n\r\nlogin=petrova');
  await arrived;
  const gone = once(socket, 'close');
  await server.close();
  await gone;
  expect(server.server.listening).toBe(false);
  await school.close();
}, 8000);
