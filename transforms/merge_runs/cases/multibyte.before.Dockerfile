FROM debian:bookworm-slim
RUN curl -o /tmp/größe.tgz https://example.org/größe.tgz && echo "fertig – ✓"
RUN rm /tmp/größe.tgz
