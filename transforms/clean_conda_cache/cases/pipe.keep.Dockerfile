FROM continuumio/miniconda3
RUN yes | conda install numpy
RUN conda install -y numpy | tee /log
