import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { SESSION_COOKIE } from '../http/auth.ts';
import { describeChannels } from './channel.service.ts';
import { createLoginLink } from './login.service.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

const asBrowser = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };

async function press(token: string) {
  return given.app.inject({ method: 'POST', url: `/login/${token}`, headers: asBrowser, payload: '' });
}

describe('the login link', () => {
  test('shows a page with a button, and looking at it does not spend it', async () => {
    const token = await createLoginLink(given.deps);
    for (let look = 0; look < 3; look += 1) {
      const page = await given.app.inject({ url: `/login/${token}` });
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('<form method="post">');
      expect(page.headers['content-security-policy']).toContain("default-src 'self'");
      expect(page.cookies).toEqual([]);
    }
    expect((await press(token)).statusCode).toBe(303);
  });

  test('lets its member in once, by a cookie that scripts cannot read', async () => {
    const token = await createLoginLink(given.deps);
    const first = await press(token);
    expect(first.headers.location).toBe('/');
    const cookie = first.cookies.find((each) => each.name === SESSION_COOKIE);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    const session = await given.app.inject({
      url: '/v1/session',
      headers: { cookie: `${SESSION_COOKIE}=${cookie?.value}` },
    });
    expect(session.json()).toMatchObject({
      member: { role: 'owner' },
      deployment: { isExample: false, timeZone: given.deps.timeZone },
    });
    const second = await press(token);
    expect(second.statusCode).toBe(401);
    expect(second.cookies).toEqual([]);
  });

  test('pressed by many at once, it lets one in', async () => {
    const token = await createLoginLink(given.deps);
    const answers = await Promise.all(Array.from({ length: 10 }, () => press(token)));
    expect(answers.filter((each) => each.statusCode === 303).length).toBe(1);
  });

  test('unknown, spent and late links get the same answer, as a page or as a problem', async () => {
    const late = await createLoginLink(given.deps);
    given.clock.advance(15 * 60_000);
    const spent = await createLoginLink(given.deps);
    await press(spent);
    const [unknown, ...others] = await Promise.all(['link_unknown', late, spent].map(press));
    expect(unknown?.statusCode).toBe(401);
    for (const each of others) expect(each.body).toBe(unknown?.body);
    const asProgram = await given.app.inject({ method: 'POST', url: '/login/link_unknown' });
    expect(asProgram.statusCode).toBe(401);
    expect(asProgram.json()).toMatchObject({ code: 'login-link-spent' });
  });

  test('a form with a large body is refused', async () => {
    const token = await createLoginLink(given.deps);
    const answer = await given.app.inject({
      method: 'POST',
      url: `/login/${token}`,
      headers: asBrowser,
      payload: 'a'.repeat(20_000),
    });
    expect(answer.statusCode).toBe(413);
  });
});

describe('the session', () => {
  test('ends when the member leaves', async () => {
    const opened = await press(await createLoginLink(given.deps));
    const headers = { cookie: `${SESSION_COOKIE}=${opened.cookies[0]?.value}` };
    const left = await given.app.inject({ method: 'POST', url: '/v1/session/end', headers });
    expect(left.statusCode).toBe(204);
    expect((await given.app.inject({ url: '/v1/session', headers })).statusCode).toBe(401);
    expect((await given.app.inject({ method: 'POST', url: '/v1/session/end', headers })).statusCode).toBe(204);
  });

  test('runs out after thirty days', async () => {
    const opened = await press(await createLoginLink(given.deps));
    const headers = { cookie: `${SESSION_COOKIE}=${opened.cookies[0]?.value}` };
    expect((await given.app.inject({ url: '/v1/session', headers })).statusCode).toBe(200);
    given.clock.advance(30 * 86_400_000);
    expect((await given.app.inject({ url: '/v1/session', headers })).statusCode).toBe(401);
  });

  test('is not for keys', async () => {
    const answer = await given.app.inject({ url: '/v1/session', headers: given.channelKey });
    expect(answer.statusCode).toBe(403);
  });
});

describe('a link for a member', () => {
  async function sessionOf(token: string) {
    const cookie = (await press(token)).cookies.find((each) => each.name === SESSION_COOKIE);
    const headers = { cookie: `${SESSION_COOKIE}=${cookie?.value}` };
    return (await given.app.inject({ url: '/v1/session', headers })).json<{ member: { name: string; role: string } }>();
  }

  test('lets in who answers for a channel, with the role that is said, and the audit tells of it', async () => {
    const channel = {
      id: 'kiosk',
      nameSv: 'Kiosk',
      nameEn: 'Kiosk',
      isOurs: true,
      department: 'Butik',
      owner: 'Siv Ek',
    };
    await describeChannels(given.deps, [channel]);
    expect((await sessionOf(await createLoginLink(given.deps, { name: 'Siv Ek' }))).member.role).toBe('reader');
    const asEditor = await createLoginLink(given.deps, { name: 'Siv Ek', role: 'editor' });
    expect((await sessionOf(asEditor)).member).toMatchObject({ name: 'Siv Ek', role: 'editor' });
    expect((await sessionOf(await createLoginLink(given.deps, { name: 'Siv Ek' }))).member.role).toBe('editor');
    const { rows } = await given.deps.postgres.query("select detail from audit where subject_kind = 'member'");
    expect(rows).toEqual([{ detail: { role: 'editor' } }]);
  });

  test('is refused for nobody of the house, and the owner stays the owner', async () => {
    await expect(createLoginLink(given.deps, { name: 'Ingen Alls' })).rejects.toMatchObject({ code: 'not-found' });
    await createLoginLink(given.deps);
    await expect(createLoginLink(given.deps, { name: 'Owner', role: 'reader' })).rejects.toMatchObject({
      code: 'state-conflict',
    });
  });
});
