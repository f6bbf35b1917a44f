FROM debian:bookworm-slim AS build
RUN apt-get update && apt-get install -y gcc vim
FROM debian:bookworm-slim
COPY --from=build /app /app
