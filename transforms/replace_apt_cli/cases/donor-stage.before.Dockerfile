FROM debian:bookworm-slim AS build
RUN apt update && apt install -y gcc
FROM debian:bookworm-slim
COPY --from=build /out /out
