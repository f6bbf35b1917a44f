FROM debian:bookworm-slim
RUN wget -qO /tmp/a.tgz https://example.org/a.tgz \
	&& tar -xzf /tmp/a.tgz -C /opt \
	&& rm /tmp/a.tgz \
	&& echo done
