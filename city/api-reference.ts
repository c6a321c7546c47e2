import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { OpenAPIReferencePlugin } from '@orpc/openapi/plugins';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { errorCodes, errorDataSchema, errorTable } from '../contract/errors.ts';
import { actionAnswerSchema, actionHeaderSchema, pulledActionSchema, wireActionSchema } from '../contract/sync.ts';
import { caseEventSchema } from '../contract/webhooks.ts';
import type { CityContext, CityRouter } from './api.ts';
import type { ServePage } from './routes.ts';

/** Where the REST form of the API stands; its description at `/api/spec.json`, the page for people at `/api`. */
export const API_PREFIX = '/api';

/** Of the page; they come from the package, so that it needs no internet. */
const assets = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
} as const;
const assetFolder = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
const ASSETS = `${API_PREFIX}/assets` as const;

/** The page asks nobody but this server for anything, whatever its scripts may want. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const errorRows = errorCodes.map((code) => {
  const { status, message, retryable } = errorTable[code];
  return `| \`${code}\` | ${status} | ${message} | ${retryable ? '可以' : '不可以'} |`;
});

const description = `枫桥工作台市级服务的接口，供工作站同步，也供市里其他平台对接。

### 怎样接入
1. 管理员用 \`npm run city -- --code 410105=站名\` 生成一次性接入码。
2. 工作站自己生成一对 Ed25519 密钥，用接入码调用 \`/sync/enrol\`，把公钥交给市里。私钥不离开工作站。
3. 调用 \`/sync/hello\` 取得 \`nonce\`，用私钥对它签名，调用 \`/sync/open\` 换取令牌。令牌一小时有效，以市里的时钟为准。
4. 之后每次调用带 \`Authorization: Bearer 令牌\`，并用同一把私钥按 RFC 9421（HTTP Message Signatures）签名：标签 \`station\`，依次覆盖 \`@method\`、\`@path\`、有查询串时的 \`@query\`，以及请求里有的 \`authorization\`、\`content-digest\`、\`content-encoding\`、\`range\`、\`upload-length\`、\`upload-metadata\`、\`upload-offset\`、\`x-http-method-override\`；参数依次为 \`created\`（市里的时间，秒）、\`nonce\`、\`keyid\`（\`区县/工作站/代\`）、\`alg\`、\`tag="fengqiao-station"\`。有请求体时带 \`Content-Digest\`（RFC 9530，对压缩后的请求体）。没有签名答 426；签名不对或重复使用答 401 \`REQUEST_REFUSED\`；时间差超过五分钟答 401 \`REQUEST_CLOCK\`，\`data.serverTime\` 是市里的时间。

### 约定
- **动作**（action）是不可改的记录：动作头加内容。内容按规范 JSON 的**原文**传送，校验值算的就是这段原文，不要重新排版。
- **动作序列**（feed）每个区县一条；\`position\` 是动作在其中的位置，从 1 开始，没有空号。
- 上传可以放心重复：同一个动作只记一次，再传一次得到同样的答复（\`known: true\`）。
- 拉取要按 \`cursor\` 往下走；应用成功后才移动自己的游标。
- 时间是 1970 年以来的毫秒数；法律日期是 \`YYYY-MM-DD\`。
- 请求体可以用 zstd 或 gzip 压缩（\`Content-Encoding: zstd\`）。一批超过上限时答 413，请减半再传。
- 不认识的字段请保留、不要报错：以后的版本会增加字段。

### 市里其他系统（替群众提交、查进度、补充、加照片、评价、看答复、撤回）
管理员用 \`npm run city -- --client 名字=系统名称 --scopes submit,progress,tell,withdraw,photos,rate,answers\` 登记，得到一把只显示一次的 Ed25519 私钥。
这些调用（\`/inbound/…\`）不用令牌，每个请求按上面的办法签名，只是标签是 \`client\`，\`keyid="client/名字"\`，\`tag="fengqiao-client"\`。
写入的调用带 \`idempotencyKey\`：没有收到答复就原样再发，不会办两次；48 小时内同一个键换了内容答 409 \`KEY_REUSED\`。
超过每分钟次数答 429，等多少秒看 \`Retry-After\`。没有登记的权限答 403。

### 核验
协议书上的核验码、二维码由 \`/verification/check\` 回答，公开、不需要令牌，每个来源地址每分钟最多 30 次；群众用的页面在 \`/v\`。

### 事件推送
案件登记、状态变化、协议生效时，市里会向登记过的平台推送事件，见下面的 Webhooks。签名遵循 Standard Webhooks：
\`webhook-signature\` 是用双方约定的密钥对 \`webhook-id.webhook-timestamp.原文\` 算出的 HMAC-SHA256（Base64，前缀 \`v1,\`）。
请先验签名，再检查时间戳是否在五分钟以内，用 \`webhook-id\` 去重（可能收到不止一次），然后在 10 秒内答 2xx。
同一案件的事件按顺序送达；失败会逐渐拉长间隔重试约三天，仍不成功则由管理员处理。
事件**不含个人信息**，只有编号、状态、区县和时间。

### 运行状态
\`/health\` 进程是否在运行，\`/ready\` 数据库是否可用，\`/metrics\` 是 Prometheus 指标。

### 错误
出错时返回 \`{ code, status, message, data }\`。\`data.detail\` 说明这一次具体错在哪里。

| 代码 | 状态码 | 含义 | 原样重试 |
|---|---|---|---|
${errorRows.join('\n')}`;

const jsonOf = ({ $schema: _, ...json }: z.core.JSONSchema.BaseSchema): object => json;
const caseEventJson = jsonOf(z.toJSONSchema(caseEventSchema));
const errorJson = jsonOf(
  z.toJSONSchema(
    z.object({
      code: z.string().describe('没有列在表里的代码，按状态码处理'),
      status: z.int(),
      message: z.string(),
      data: errorDataSchema.optional(),
    }),
    { io: 'input' },
  ),
);

/** One body for all errors: what each code means stands in the table, not at each of the calls. */
const errorBody = (codes: readonly string[]) => ({
  allOf: [{ $ref: '#/components/schemas/Error' }],
  properties: { code: { examples: [...codes] } },
});

const webhook = {
  summary: '案件事件',
  tags: ['事件推送'],
  description: '由市级服务发往登记过的平台。同一事件的 webhook-id 永远不变，市里从备份恢复之后也一样。',
  parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
    name,
    in: 'header' as const,
    required: true,
    schema: { type: 'string' as const },
  })),
  requestBody: { required: true, content: { 'application/json': { schema: caseEventJson } } },
  responses: { '2XX': { description: '收到了，不再推送' }, default: { description: '没有收到，稍后再推送' } },
};

/** Answers REST calls, and describes them by the contract (OpenAPI 3.1). */
export function createOpenApiHandler(router: CityRouter): OpenAPIHandler<CityContext> {
  return new OpenAPIHandler(router, {
    plugins: [
      new OpenAPIReferencePlugin<CityContext>({
        schemaConverters: [new ZodToJsonSchemaConverter()],
        docsPath: '/',
        docsTitle: '枫桥工作台 · 市级服务接口',
        docsProvider: 'swagger',
        docsScriptUrl: `${ASSETS}/swagger-ui-bundle.js`,
        docsCssUrl: `${ASSETS}/swagger-ui.css`,
        docsHead: '<link rel="icon" href="data:," />',
        docsConfig: { validatorUrl: null, docExpansion: 'list', defaultModelsExpandDepth: 0 },
        specGenerateOptions: {
          info: { title: '枫桥工作台市级服务', version: '1', description },
          servers: [{ url: API_PREFIX }],
          security: [{ stationToken: [] }],
          tags: [
            { name: '同步', description: '工作站与市里之间的动作上传和拉取' },
            { name: '城市系统', description: '登记的系统替群众提交、查进度、补充和撤回，与公开页面能办的相同' },
            { name: '事件推送', description: '市里向其他平台推送' },
            { name: '核验', description: '任何人都可以核验调解协议的真伪' },
          ],
          components: {
            schemas: { Error: errorJson },
            securitySchemes: {
              stationToken: { type: 'http', scheme: 'bearer', description: '由 /sync/open 取得的令牌' },
              clientSignature: {
                ...{ type: 'apiKey', in: 'header', name: 'Signature' },
                description: 'RFC 9421 签名，标签 client，与 Signature-Input、Content-Digest 一起发',
              },
            },
          },
          webhooks: { caseEvent: { post: webhook } },
          commonSchemas: {
            ActionHeader: { schema: actionHeaderSchema },
            WireAction: { schema: wireActionSchema },
            ActionAnswer: { schema: actionAnswerSchema },
            PulledAction: { schema: pulledActionSchema },
          },
          customErrorResponseBodySchema: (errors) => errorBody(errors.map(([code]) => code)),
        },
      }),
    ],
  });
}

/** What the reference page loads, and the header that keeps it to this server. */
export function serveReferenceAssets(server: FastifyInstance, serve: ServePage): void {
  for (const name of Object.keys(assets) as (keyof typeof assets)[]) {
    serve(server, `${ASSETS}/${name}`, async (_request, reply) =>
      reply
        .type(assets[name])
        .header('cache-control', 'max-age=86400')
        .send(await readFile(join(assetFolder, name))),
    );
  }
  server.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith(API_PREFIX)) {
      void reply.header('content-security-policy', pagePolicy).header('x-content-type-options', 'nosniff');
    }
  });
}
