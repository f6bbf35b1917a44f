FROM ubuntu:20.04
ENV VCPKG_ROOT=/vcpkg
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y git curl zip unzip tar build-essential
RUN git clone https://github.com/microsoft/vcpkg ${VCPKG_ROOT} && ${VCPKG_ROOT}/bootstrap-vcpkg.sh
RUN ${VCPKG_ROOT}/vcpkg install fmt boost-asio
