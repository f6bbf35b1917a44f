FROM debian:bookworm
RUN apt-get update && apt-get install -y python3-apt
RUN python3 -c "import apt_pkg; apt_pkg.init(); print(apt_pkg.Cache(None)['bash'].version_list[0])"
