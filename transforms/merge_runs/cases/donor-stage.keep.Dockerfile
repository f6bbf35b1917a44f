FROM debian:bookworm-slim AS build
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
RUN tar -xzf /tmp/a.tgz -C /opt && rm /tmp/a.tgz

FROM gcr.io/distroless/base-debian12
COPY --from=build /opt /opt
