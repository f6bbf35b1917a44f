FROM example.org/base
RUN apt-get update              \
 && apt-get install -y jq       \
 && jq --version --with-a-longer-line-than-this \
 && true
