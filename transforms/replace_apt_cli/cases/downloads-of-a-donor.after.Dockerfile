FROM registry.example.com/base AS build
RUN apt-get update
FROM debian:bookworm-slim
COPY --from=build /out /out
