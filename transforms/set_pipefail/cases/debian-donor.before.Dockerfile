FROM buildpack-deps:bookworm AS fetch
RUN curl -fsSL https://example.org/a.txz | tar xJ -C /opt
FROM debian:bookworm-slim
COPY --from=fetch /opt/a /opt/a
CMD /opt/a
