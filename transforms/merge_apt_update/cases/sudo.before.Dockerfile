FROM cimg/base:2024.01
RUN sudo apt-get update
RUN sudo apt-get install -y jq
