FROM debian:bookworm
RUN apt-get update && apt-get install -y g++
COPY main.cpp .
RUN g++ -o /usr/local/bin/counter main.cpp
CMD ["counter"]
