FROM node:22
ENV PNPM_HOME=/pnpm
ENV PATH=/pnpm:$PATH
RUN --mount=type=cache,target=/root/.npm npm install -g pnpm@9
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN --mount=type=cache,target=/pnpm/store pnpm install --frozen-lockfile
