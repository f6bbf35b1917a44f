FROM debian:bookworm-slim
RUN curl -o /tmp/größe.tgz https://example.org/größe.tgz && echo "fertig – ✓" && rm /tmp/größe.tgz
