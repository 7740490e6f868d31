import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifySwagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Ajv } from 'ajv';
import formatsModule from 'ajv-formats';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import { DomainError } from '../kernel/errors.ts';
import { admit, type FindActor } from './auth.ts';
import { acceptEmptyJson, acceptPackedBodies, BODY_LIMIT_BYTES } from './body.ts';
import { answerProblem } from './problem.ts';

/** The server that rooms hang their routes on; request and answer types come from the TypeBox contracts. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export type ServerOptions = {
  readonly logger: FastifyBaseLogger;
  readonly findActor: FindActor;
  /** Called once, to hang the routes on. */
  readonly routes: (app: App) => void | Promise<void>;
};

// The package's types describe its CommonJS form; under ES modules the function is the default's default.
const addFormats = (formatsModule as unknown as { default?: typeof formatsModule }).default ?? formatsModule;

function ajv(coerce: boolean): Ajv {
  const compiler = new Ajv({
    allErrors: true,
    coerceTypes: coerce ? 'array' : false,
    useDefaults: true,
    removeAdditional: false,
    strict: false,
  });
  (addFormats as unknown as (target: Ajv) => void)(compiler);
  return compiler;
}

/** Builds the HTTP server: body rules, validation, who may call, one error shape, OpenAPI. Opens no port. */
export async function buildServer(options: ServerOptions): Promise<App> {
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: false,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>();

  // Bodies are taken as they stand ("199" is not a price); what comes in the URL is text and has to be read.
  const strict = ajv(false);
  const reading = ajv(true);
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? strict : reading).compile(schema as object),
  );
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler((request, reply) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    return answerProblem(
      new DomainError(
        'not-found',
        `Nothing is at ${request.method} ${pathname}. GET /openapi.json lists what there is.`,
        [{ field: '(path)', found: pathname, allowed: 'an address in /openapi.json' }],
      ),
      request,
      reply,
    );
  });
  app.decorateRequest('actor', null);
  await app.register(fastifyCookie);
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        upgradeInsecureRequests: null,
      },
    },
    hsts: false,
  });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Samspel',
        version: '1',
        description: 'The customer, the message and the promise are the same in every channel.',
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
  });
  acceptPackedBodies(app);
  acceptEmptyJson(app);
  app.addHook('onRequest', admit(options.findActor));
  app.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, () => app.swagger());
  await options.routes(app);
  await app.ready();
  return app;
}
