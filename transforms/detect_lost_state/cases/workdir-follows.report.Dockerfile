FROM debian:12
RUN cd /src
# The sources.
WORKDIR /app
RUN cd part
EXPOSE 80
WORKDIR part
RUN cd part
WORKDIR other
RUN cd /src
COPY . .
WORKDIR /src
RUN make
