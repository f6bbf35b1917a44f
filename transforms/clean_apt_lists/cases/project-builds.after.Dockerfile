FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq && rm -rf /var/lib/apt/lists/*
RUN npm ci && npm run build:prod && npm test
RUN go mod download && go build ./...
RUN yarn install --immutable && yarn build && cargo build --release
RUN poetry install && bundle install && composer install && uv sync && make -j4 install
