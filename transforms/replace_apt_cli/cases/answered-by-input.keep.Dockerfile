FROM debian:bookworm-slim
RUN apt-get install jq < /answers
RUN while read p; do apt-get install "$p"; done < /list
RUN exec < /answers; apt-get install vim
