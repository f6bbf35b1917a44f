FROM debian:12
RUN apt-get update && apt-get install -y gcc && make && apt-get purge -y gcc
RUN wget https://example.com/x.zip -O /tmp/x.zip && unzip /tmp/x.zip && rm /tmp/x.zip
COPY x.tar /tmp/x.tar
RUN apt-get update && apt-get install -y gcc && make && apt-get purge -y gcc
