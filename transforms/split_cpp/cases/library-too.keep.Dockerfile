FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends cmake g++ make
WORKDIR /src
COPY . .
RUN cmake -B build && cmake --build build && cmake --install build
RUN g++ -o /opt/counter main.cpp -lwords
WORKDIR /
CMD ["/opt/counter"]
