FROM cimg/base:2024.01
USER circleci
RUN sudo -u admin apt-get update && sudo -u admin apt-get install -y jq
