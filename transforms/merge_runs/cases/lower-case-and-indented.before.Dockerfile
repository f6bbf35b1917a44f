from debian:bookworm-slim
  run curl -o /tmp/a.tgz https://example.org/a.tgz
  run tar -xzf /tmp/a.tgz && \
      rm /tmp/a.tgz
