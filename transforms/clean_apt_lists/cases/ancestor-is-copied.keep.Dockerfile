FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y jq

FROM base AS output
COPY --from=base /var/ /copy/
