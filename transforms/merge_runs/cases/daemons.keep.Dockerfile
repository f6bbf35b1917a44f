FROM debian:bookworm-slim
RUN slapd && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
USER root
RUN adb start-server && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
USER root
RUN ./gradlew build && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
USER root
RUN /opt/tool/tool.sh start && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
