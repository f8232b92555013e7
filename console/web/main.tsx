import { render } from 'preact';
import { Shell } from './shell/shell.tsx';
import './styles/theme.css';
import './styles/shell.css';
import './styles/layout.css';
import './styles/system.css';

const page = document.getElementById('page');
if (page !== null) render(<Shell />, page);
