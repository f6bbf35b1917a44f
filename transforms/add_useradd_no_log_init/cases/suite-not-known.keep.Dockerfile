FROM example/base
RUN useradd -u 65532 app
