FROM debian:bookworm-slim
RUN yes | apt-get install jq
RUN { echo y; echo y; } | { apt-get install vim; apt-get install nano; }
