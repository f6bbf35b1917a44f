FROM node:26
COPY install-tools.sh .
RUN ./install-tools.sh
RUN yarn install
FROM node:26
RUN curl -fsSL https://example.com/tools.sh | bash && yarn install
FROM node:26
ENV PATH=/app/node_modules/.bin:$PATH
RUN yarn install
FROM node:26
RUN npm ci
RUN yarn build
ARG NODE=26
FROM node:$NODE
RUN yarn install
FROM node:26
RUN curl -fsSL https://example.com/yarn.tar.gz | tar -xz -C /opt && ln -s /opt/yarn/bin/yarn /usr/local/bin/yarn
RUN yarn install
FROM node:26
RUN wget -O /usr/local/bin/yarn https://example.com/yarn && chmod 755 /usr/local/bin/yarn && yarn install
FROM node:26
RUN if command -v yarn; then yarn install; fi
FROM node:26
RUN alias yarn="npx yarn"; yarn install
FROM node:26
RUN yarn() { npx yarn "$@"; }; yarn install
FROM node:26
ENV PATH=/app/tools:$PATH
COPY tools /app/tools
RUN yarn install
FROM node:26
RUN --mount=from=tools,target=/usr/local/bin yarn install
