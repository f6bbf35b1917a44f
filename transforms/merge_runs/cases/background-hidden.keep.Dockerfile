FROM debian:bookworm-slim
RUN wget -O /tmp/m.jar https://example.org/m.jar && sh -c "java -jar /opt/server.jar &"
RUN rm /tmp/m.jar
USER root
RUN wget -O /tmp/m.jar https://example.org/m.jar && su app -c 'vncserver & sleep 1'
RUN rm /tmp/m.jar
USER root
RUN wget -O /tmp/m.jar https://example.org/m.jar && sudo sh -c 'java -jar $SERVER &'
RUN rm /tmp/m.jar
USER root
RUN wget -O /tmp/m.jar https://example.org/m.jar && bash -c 'nohup java -jar /opt/server.jar >/dev/null 2>&1'
RUN rm /tmp/m.jar
USER root
RUN wget -O /tmp/m.jar https://example.org/m.jar && printf 'java -jar /opt/server.jar &' | sh
RUN rm /tmp/m.jar
USER root
RUN wget -O /tmp/m.jar https://example.org/m.jar && npx pm2 start server.js
RUN rm /tmp/m.jar
USER root
RUN wget -O /tmp/m.jar https://example.org/m.jar && screen -dmS server java -jar /opt/server.jar
RUN rm /tmp/m.jar
USER root
RUN wget -O /tmp/m.jar https://example.org/m.jar && python3 -c 'import subprocess; subprocess.Popen(["/opt/server"])'
RUN rm /tmp/m.jar
