FROM debian:bookworm
RUN apt-get update && apt-get install -y curl
RUN cat /var/lib/*/*/*Packages > /available
