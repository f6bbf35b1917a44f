FROM node:22 AS build
COPY . /src
RUN cd /src && npm ci && npm run build

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /src/dist ./
COPY --from=build /src/assets /srv/assets
CMD ["/app/run"]
