FROM example.org/base:1
RUN conda install -y numpy
