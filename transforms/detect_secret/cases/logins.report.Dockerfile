FROM debian:12
RUN curl -fsSL -u builder:9fQ2xZ7w https://repo.example.com/a.tgz -o /a.tgz
RUN curl --user builder:9fQ2xZ7w https://repo.example.com/b.tgz -o /b.tgz && curl -ubuilder:9fQ2xZ7w https://repo.example.com/c
