ARG U
FROM node:22
COPY run.sh /
RUN chmod +x /run.sh
USER node
RUN sudo chmod +x /run.sh
RUN chmod +x /run.sh || true
USER $U
RUN chmod +x /run.sh
