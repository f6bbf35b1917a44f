FROM oven/bun:1.1 as install
RUN mkdir -p /temp/prod
COPY package.json bun.lockb /temp/prod/
RUN cd /temp/prod && bun install --frozen-lockfile --production
FROM oven/bun:1.1
COPY --from=install /temp/prod/node_modules node_modules
COPY . .
ENTRYPOINT [ "bun", "run", "index.ts" ]
