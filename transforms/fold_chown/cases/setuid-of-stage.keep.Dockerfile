FROM debian:bookworm-slim AS b
RUN chmod u+s /o/run

FROM debian:bookworm-slim
COPY --from=b /o /app
RUN chown -R 1000:1000 /app
