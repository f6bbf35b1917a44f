FROM debian:12
ARG TOKEN
RUN curl -u "ci:$TOKEN" https://repo.example.com/a && curl -u $LOGIN https://repo.example.com/a
RUN curl -u admin:9fQ2xZ7w http://localhost:9200/_cluster
RUN curl -u admin:password https://repo.example.com/a && curl -u name https://repo.example.com/a
RUN date -u +%H:%M:%S && docker run -u 1000:100000 x
