FROM debian:bookworm-slim
RUN wget -qO /tmp/a.tgz https://example.org/a.tgz && \
	tar -xzf /tmp/a.tgz -C /opt && \
	ln -s /opt/a/bin/a /usr/local/bin/a && \
	rm -rf /tmp/a.tgz && \
	a --version
