FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y jq

FROM base AS output
COPY --from=base /var/lib/apt/lists /var/lib/apt/lists
