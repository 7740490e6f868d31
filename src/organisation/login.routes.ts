import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { actorOf, SESSION_COOKIE } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { loginPage, spentLinkPage } from './login-page.ts';
import { endSession, openSession, SESSION_LIFE_MS } from './login.service.ts';
import { SessionSchema } from './session.contract.ts';
import { readDeployment } from './session.reads.ts';

const LinkParams = Type.Object({ token: Type.String({ maxLength: 200 }) });

/** The form has no fields. */
const FORM_LIMIT_BYTES = 1_000;

type Options = { readonly publicUrl?: string | undefined };

function sendPage(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.status(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
}

/** The doors that members come in and go out by. */
export function loginRoutes(app: App, deps: Deps, options: Options = {}): void {
  const cookie = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: options.publicUrl?.startsWith('https:') ?? false,
  } as const;

  app.get(
    '/login/:token',
    { config: { access: 'public' }, schema: { hide: true, params: LinkParams } },
    (_request, reply) => sendPage(reply, 200, loginPage()),
  );

  // A form without fields still says that it is a form; the parser lives only inside this small scope.
  void app.register((scope: App, _options, done) => {
    const form = { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES } as const;
    scope.addContentTypeParser('application/x-www-form-urlencoded', form, (_request, _body, parsed) => parsed(null));
    scope.post(
      '/login/:token',
      { config: { access: 'public' }, schema: { hide: true, params: LinkParams } },
      async (request, reply) => {
        try {
          const session = await openSession(deps, request.params.token);
          reply.setCookie(SESSION_COOKIE, session, { ...cookie, maxAge: SESSION_LIFE_MS / 1000 });
          return await reply.header('cache-control', 'no-store').redirect('/', 303);
        } catch (error) {
          const wantsPage = request.headers.accept?.includes('text/html') ?? false;
          if (error instanceof DomainError && error.code === 'login-link-spent' && wantsPage)
            return sendPage(reply, 401, spentLinkPage());
          throw error;
        }
      },
    );
    done();
  });

  app.get(
    '/v1/session',
    {
      config: { access: 'member' },
      schema: { summary: 'Who is logged in, and to what', response: { 200: SessionSchema } },
    },
    async (request) => {
      const actor = actorOf(request);
      if (actor.kind !== 'member') throw new DomainError('not-permitted', 'A key has no session.');
      const { id, name, role } = actor;
      return { member: { id, name, role }, deployment: await readDeployment(deps) };
    },
  );

  // Public, so that a reader may leave too; the cookie is SameSite=Lax, so another site cannot send it here.
  app.post(
    '/v1/session/end',
    {
      config: { access: 'public' },
      schema: { summary: 'End the session of this browser', response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      const session = request.cookies[SESSION_COOKIE];
      if (session !== undefined) await endSession(deps, session);
      return reply.clearCookie(SESSION_COOKIE, cookie).status(204).send(null);
    },
  );
}
