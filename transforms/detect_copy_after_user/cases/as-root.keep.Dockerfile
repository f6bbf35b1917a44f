ARG U
FROM node:22
COPY run.sh /
RUN chown node /run.sh
USER node
RUN chmod +x /run.sh
COPY run.sh /
RUN sudo chmod +x /run.sh
RUN chmod +x /run.sh || true
USER $U
RUN chmod +x /run.sh
