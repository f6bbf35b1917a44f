FROM continuumio/miniconda3
RUN bash -c "conda install -y numpy"
RUN echo "$(conda install -y numpy)"
RUN echo 'conda install -y numpy'
