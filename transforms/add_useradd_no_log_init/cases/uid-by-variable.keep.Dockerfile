FROM debian:bullseye
ARG UID=65532
RUN useradd -u $UID app && useradd -u "${UID}" b
