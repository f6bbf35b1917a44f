FROM debian:12
cmd ["bash"]
