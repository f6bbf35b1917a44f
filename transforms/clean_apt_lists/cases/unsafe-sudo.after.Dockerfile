FROM cimg/base:2024.01
USER circleci
RUN sudo apt-get update && sudo apt-get install -y jq \
    && sudo apt-get clean \
    && sudo rm -rf /var/lib/apt/lists/*
